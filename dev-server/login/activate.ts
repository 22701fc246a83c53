import { type Answer, escapeHtml, page } from '../http/answer.ts'
import { answerLogin } from './device.ts'
import type { Fields, Login } from './flow.ts'

// A page that shows this one inside itself could have somebody press its buttons unseen.
const UNFRAMED = { 'Content-Security-Policy': "frame-ancestors 'none'", 'X-Frame-Options': 'DENY' }

/** The page on which a person approves or refuses a login. */
export const activatePage = (userCode: string): Answer => ({
  ...page(
    200,
    'Device login',
    `<form method="post" action="/activate">
<p><label>Code <input name="user_code" required value="${escapeHtml(userCode)}"></label></p>
<p><label>E-mail <input name="email" type="email" value="testbo@example.com"></label></p>
<p><button name="action" value="approve">Log in</button> <button name="action" value="deny">Cancel</button></p>
</form>
<p>This is a development server: whoever may open this page logs in with any address.</p>
`,
  ),
  headers: UNFRAMED,
})

/** Takes what the page sends: `user_code`, `email`, and `action`, which is `deny` or else means approval. */
export function activate(login: Login, fields: Fields): Answer {
  const denied = fields.get('action') === 'deny'
  const email = fields.get('email') ?? ''
  if (!denied && !email.includes('@')) return page(400, 'Say with which e-mail address to log in')
  const userCode = (fields.get('user_code') ?? '').toUpperCase()
  const known = answerLogin(login, userCode, denied ? null : email)
  if (!known) return page(404, 'Unknown or expired code')
  return page(200, denied ? 'Login refused' : 'Logged in', '<p>You can close this page.</p>\n')
}

import { expect, it } from 'vitest'
import {
  isWaiting,
  renderAbandoned,
  renderSignedIn,
  renderWaiting,
} from '../../../src/report/page/sign-in.ts'

const waiting = {
  server: 'https://medperf.example.org',
  url: 'https://auth.example.org/activate?user_code=ABCD-EFGH',
  code: 'ABCD-EFGH',
  expires: new Date('2026-01-02T03:04:05Z'),
  run: 'https://github.com/a/b/actions/runs/1',
}

it('a run that waits shows link, code, end, and that any other address is refused', () => {
  expect(renderWaiting(waiting).split('\n\n').filter(Boolean)).toEqual([
    '### 🔑 [A run](https://github.com/a/b/actions/runs/1) waits for a sign-in to `https://medperf.example.org`',
    'Open [this page](https://auth.example.org/activate?user_code=ABCD-EFGH) and confirm the code `ABCD-EFGH` before 2026-01-02 03:04 UTC.',
    expect.stringMatching(
      /^Anybody can write a comment that looks .*`github-actions\[bot\]` .*`https:\/\/auth\.example\.org`.* the log of the run/,
    ),
    expect.stringMatching(
      /Only the owner of .*`login-email` may confirm it: .* any other address is refused/,
    ),
  ])
})

it('a page or code of a hostile server stays in its place', () => {
  const text = renderWaiting({ ...waiting, url: 'https://x.example/)[a](http://evil', code: '`</b>@all' })
  expect(text).toContain('(https://x.example/%29%5Ba%5D%28http://evil)')
  expect(text).toContain('`` `</b>@all ``')
})

it('once it ended, neither link nor code is there any more, and the reason is', () => {
  expect(renderSignedIn(waiting)).toMatch(/Signed in to `https:\/\/medperf\.example\.org`/)
  const text = renderSignedIn(waiting, { message: 'login failed: nobody confirmed', hint: 'Run it again.' })
  expect(text).toContain('waits no more: login failed: nobody confirmed. Run it again.')
  for (const one of [renderSignedIn(waiting), text]) expect(one).not.toMatch(/ABCD|activate/)
})

it('only a comment that shows link and code is known as waiting', () => {
  expect(isWaiting(`<!-- marker -->\n${renderWaiting(waiting)}`)).toBe(true)
  const { run: _, ...unlinked } = waiting
  expect(isWaiting(renderWaiting(unlinked))).toBe(true)
  const failure = { message: 'a run waits for a sign-in to `x`' }
  for (const text of [renderSignedIn(waiting), renderSignedIn(waiting, failure), renderAbandoned(waiting)]) {
    expect(isWaiting(text)).toBe(false)
    expect(text).not.toMatch(/ABCD|activate/)
  }
})

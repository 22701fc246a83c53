/** The help text. */
export const usage = `Usage: medperf-dev-server --era mlcube|container|model|topology [options]

  --host HOST            address to listen on (default 127.0.0.1)
  --port PORT            port to listen on (default 8000; 0 takes a free one)
  --db FILE              keep everything in this file (default: in memory)
  --with FEATURES        what of the next era is there already (comma-separated):
                         mlcube: policies, long-names; model: committee
  --seed LEVEL           fill a new database: benchmark, model, data, tutorial
  --auto-approve EMAILS  approve benchmarks of these owners at once (comma-separated)
  --public-key FILE      also accept tokens of this RSA key's pair (PEM)
  --reset-path PATH      POST an exchange file's "setup" here to start over (loopback only)
  --demand FIELDS        refuse a POST without these fields (comma-separated), such as
                         benchmarks.some_field, that nobody knows
  --schema ANSWER        answer /schema/ with 403, 404 or a page instead of a description
  --login-interval SEC   seconds between polls of a device login (default 5)
  --login-expiry SEC     seconds until a device login's code runs out (default 900)
  --login-lifetime SEC   seconds that a device login's access token lives (default 86400)
  --token USER           print a token for USER and end; needs --db
  --help                 print this text
`

const text = { type: 'string' } as const

/** All of them, as Node's parser wants them. */
export const flags = {
  era: text,
  with: text,
  demand: text,
  schema: text,
  host: text,
  port: text,
  db: text,
  seed: text,
  'auto-approve': text,
  'public-key': text,
  'reset-path': text,
  'login-interval': text,
  'login-expiry': text,
  'login-lifetime': text,
  token: text,
  help: { type: 'boolean' },
} as const

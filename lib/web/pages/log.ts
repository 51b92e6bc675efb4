// The web process's log for Next's bundles (on globalThis for the reason in db.ts).
import { webEnv } from '#lib/env.ts'
import { type Log, openLog } from '#lib/log.ts'

const KEY = Symbol.for('kvittens.web.log')
type Holder = { [KEY]?: Log }

export function webLog(): Log {
  const holder = globalThis as Holder
  const { INSTANCE, LOG_LEVEL } = webEnv()
  holder[KEY] ??= openLog({ process: 'web', instance: INSTANCE, level: LOG_LEVEL })
  return holder[KEY]
}

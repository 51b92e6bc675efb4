// The web process's connection pool. Listener and Next's bundles are separate module graphs in one process, so it is kept on globalThis.
import { type Db, openDb } from '#lib/db.ts'
import { webEnv } from '#lib/env.ts'

const KEY = Symbol.for('kvittens.web.db')
type Holder = { [KEY]?: Db }

export function webDb(): Db {
  const holder = globalThis as Holder
  holder[KEY] ??= openDb(webEnv().DATABASE_URL)
  return holder[KEY]
}

import type { Db } from '#lib/db.ts'
import type { KeeperEnv } from '#lib/env.ts'
import type { Log } from '#lib/log.ts'
import type { BrokerFile } from './broker-file.ts'

/** The context of every operation. */
export type Keeper = { db: Db; env: KeeperEnv; log: Log; broker: BrokerFile }

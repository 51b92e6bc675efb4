// A relay's first act, in a process of its own: node e2e/crash/begin-epoch.ts DATABASE_URL PAYLOAD_DIR
import { openDb } from '#lib/db.ts'
import { beginEpoch } from '#lib/submissions/send-gate.ts'

const [url = '', dir = ''] = process.argv.slice(2)
const db = openDb(url, { max: 1 })
await beginEpoch(db, dir)
await db.close()

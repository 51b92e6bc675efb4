// Relay's purge in a process of its own: node e2e/crash/purge-run.ts DATABASE_URL PAYLOAD_DIR KEEP_DAYS
import { openDb } from '#lib/db.ts'
import { purgeSubmissions } from '#lib/submissions/purge-submissions.ts'

const [url = '', payloadDir = '', days = ''] = process.argv.slice(2)
const db = openDb(url, { max: 3 })
await purgeSubmissions({ db }, { payloadDir, keepDays: Number(days), relay: 'killed' })
await db.close()

// The local environment's mail server: mails go nowhere but into a folder.
import { startMailbox } from './mailbox.ts'

const { MAIL_PORT, MAIL_DIR } = process.env
if (!MAIL_PORT || !MAIL_DIR) throw new Error('MAIL_PORT and MAIL_DIR are missing')
const mailbox = await startMailbox({ dir: MAIL_DIR, port: Number(MAIL_PORT) })
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void mailbox.stop().then(() => process.exit(0)))

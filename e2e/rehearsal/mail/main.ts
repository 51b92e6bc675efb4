// The local environment's mail server: mails go nowhere but into a folder, and are read on a page.
import { startMailbox } from './mailbox.ts'
import { createMailPage } from './page.ts'

const { MAIL_PORT, MAIL_PAGE_PORT, MAIL_DIR } = process.env
if (!MAIL_PORT || !MAIL_DIR) throw new Error('MAIL_PORT and MAIL_DIR are missing')
const mailbox = await startMailbox({ dir: MAIL_DIR, port: Number(MAIL_PORT) })
const page = createMailPage(mailbox)
if (MAIL_PAGE_PORT) page.listen(Number(MAIL_PAGE_PORT), '127.0.0.1')
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    page.close()
    page.closeAllConnections()
    void mailbox.stop().then(() => process.exit(0))
  })

import type { Db } from '#lib/db.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { AdminKey } from './admin-fault.ts'

export type AdminSentence = (key: AdminKey, values?: Record<string, string | number>) => string

/** What commands about accounts and the audit trail work with: a connection as the role that sees those alone. */
export type AccountsAdmin = Omit<Admin, 'dir'> & { personKey: string | undefined }

/** What every other command of the operator's works with. `write` prints a line; `actor` is who, for the audit trail. */
export type Admin = { db: Db; dir: string; actor: string; locale: Locale; say: AdminSentence; write: (line: string) => void }

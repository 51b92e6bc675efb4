import type { adminTexts } from '#lib/text/admin.ts'

export type AdminKey = keyof (typeof adminTexts)['sv']

/** The command cannot be run as it was given, or with this list: one sentence, exit code 2. */
export class AdminFault extends Error {
  readonly key: AdminKey
  readonly values: Record<string, string | number>

  constructor(key: AdminKey, values: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(key, options)
    this.key = key
    this.values = values
  }
}

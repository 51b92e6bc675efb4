/** Keys that can be made in the browser. */
export const KEY_KINDS = ['rsa2048', 'rsa3072', 'p256'] as const
export type RequestKey = (typeof KEY_KINDS)[number]

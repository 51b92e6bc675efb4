import type { Certificate } from './read-certificate.ts'
import type { RevocationList } from './revocation-list.ts'

/** Whether the list tells of this certificate of its issuer: of another, its silence says nothing. */
export function coversCertificate({ scope }: Pick<RevocationList, 'scope'>, { crlUrls, isAuthority }: Certificate): boolean {
  if (scope.usersOnly && isAuthority) return false
  return scope.addresses === null || scope.addresses.some((address) => crlUrls.includes(address))
}

import type { CurlPlace } from '#components/automate/curl-call.ts'
import type { Membership } from '#lib/access/employers-of.ts'
import { holdsCertificate } from '#lib/certificates/holds-certificate.ts'
import { curlPlace } from './curl-place.ts'
import { pageContext } from './session.ts'

/** Where the company's own curl calls; undefined while it has no certificate to call with: then no page but Automatisera speaks of curl. */
export async function ownCurlPlace(
  { employerId, orgnr }: Pick<Membership, 'employerId' | 'orgnr'>,
  service: string,
): Promise<CurlPlace | undefined> {
  return (await holdsCertificate(await pageContext(), employerId)) ? curlPlace(orgnr, service) : undefined
}

import { useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { formatOrgnr } from '#lib/identifiers.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'
import { organisationIn } from '#lib/pki/organisation-in.ts'
import { type Certificate, CLIENT_AUTH } from '#lib/pki/read-certificate.ts'
import { tableDate } from '#lib/text/format-time.ts'

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'

type Props = {
  leaf: Certificate
  /** Issuers, the nearest first. */
  path: string[]
  keyState: 'keyIn' | 'keyWrong' | 'keyLocked' | 'keyOut'
  now: Date
}

/** What stands in a certificate. */
export function CertificateFields({ leaf, path, keyState, now }: Props) {
  const t = useTranslations('certificates.field')
  const { subject, issuer, number, notBefore, notAfter, key, extendedKeyUsage } = leaf
  const orgnr = organisationIn(subject.serialNumbers)
  const days = daysLeft(notAfter, now)
  const uses = extendedKeyUsage?.map((oid) =>
    oid === CLIENT_AUTH ? t('client') : oid === SERVER_AUTH ? t('server') : t('other'),
  )
  const keyWords = {
    rsa: () => `RSA ${key.kind === 'rsa' ? key.bits : ''}`,
    ec: () => (key.kind === 'ec' ? key.curve : ''),
    other: () => t('other'),
  }
  const revocation = [...(leaf.ocspUrls.length > 0 ? ['OCSP'] : []), ...(leaf.crlUrls.length > 0 ? ['CRL'] : [])]
  return (
    <DefinitionList
      rows={[
        { term: t('owner'), text: subject.commonName ?? t('none') },
        { term: t('organisation'), text: subject.organisation ?? t('none') },
        { term: t('orgnr'), text: orgnr ? formatOrgnr(orgnr) : subject.serialNumbers.join(', ') || t('none') },
        { term: t('issuer'), text: issuer.commonName ?? issuer.text },
        { term: t('number'), text: number },
        { term: t('period'), text: t('to', { from: tableDate(notBefore), to: tableDate(notAfter) }) },
        { term: t('left'), text: days < 0 ? t('over', { days: -days }) : t('days', { days }) },
        { term: t('key'), text: keyWords[key.kind]() },
        { term: t('purpose'), text: uses ? [...new Set(uses)].join(', ') : t('any') },
        { term: t('chain'), text: path.length > 0 ? path.join(' → ') : t('none') },
        { term: t('revocation'), text: revocation.length > 0 ? revocation.join(', ') : t('none') },
        { term: t('hasKey'), text: t(keyState) },
      ]}
    />
  )
}

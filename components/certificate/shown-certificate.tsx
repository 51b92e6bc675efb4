'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { saveBlob } from '#components/check/save-blob.ts'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { Button } from '#components/ui/button.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Environment } from '#lib/environment.ts'
import { type CertificateRemark, type CertificateStop, certificateFaults } from '#lib/pki/certificate-faults.ts'
import { certificatesIn, findChain } from '#lib/pki/find-chain.ts'
import { readPem, writePem } from '#lib/pki/pem.ts'
import { CertificateFields } from './certificate-fields.tsx'
import { keyFits, type OpenedFile } from './open-file.ts'
import { RegisterForm } from './register-form.tsx'

/** `authorities` is PEM; `now` is ISO, by the portal's clock. */
export type Terms = {
  employer: string
  orgnr: string
  environment: Environment
  authorities: string
  mayChange: boolean
  now: string
}

type OpenedCertificates = Extract<OpenedFile, { kind: 'certificates' }>
type Verdict = {
  stops: (CertificateStop | 'key_mismatch')[]
  remarks: CertificateRemark[]
  path: string[]
  keyFits: boolean | undefined
  isAccepted: boolean
}

/** What stands in the certificate, what is wrong with it in words, and what can be done with it. */
export function ShownCertificate({ opened, terms }: { opened: OpenedCertificates; terms: Terms }) {
  const t = useTranslations('certificates')
  const box = useFocusOnShow<HTMLDivElement>()
  const [verdict, setVerdict] = useState<Verdict>()
  useEffect(() => {
    let isCurrent = true
    void judge(opened, terms).then((judged) => isCurrent && setVerdict(judged))
    return () => {
      isCurrent = false
    }
  }, [opened, terms])
  const tone = !verdict ? 'info' : verdict.stops.length > 0 ? 'danger' : verdict.remarks.length > 0 ? 'warning' : 'success'
  const words = { info: '', danger: t('open.bad'), warning: t('open.remarks'), success: t('open.fine') }[tone]
  const { leaf, others, key } = opened
  return (
    <div ref={box} tabIndex={-1} className="grid gap-6">
      <p role="status" className="sr-only">
        {verdict && t('open.opened', { verdict: words })}
      </p>
      {verdict && (
        <Notice tone={tone} title={words} level={3}>
          {[...verdict.stops.map((code) => t(`stop.${code}`)), ...verdict.remarks.map((code) => t(`remark.${code}`))].map(
            (sentence) => (
              <p key={sentence}>{sentence}</p>
            ),
          )}
        </Notice>
      )}
      {verdict && (
        <CertificateFields leaf={leaf} path={verdict.path} keyState={stateOf(key, verdict.keyFits)} now={new Date(terms.now)} />
      )}
      {verdict?.keyFits && key.kind === 'open' && (
        <div className="grid justify-items-start gap-3">
          <Heading level={3}>{t('pem.title')}</Heading>
          <p>{t('pem.text')}</p>
          <Button
            type="button"
            kind="secondary"
            onClick={() =>
              saveBlob({
                name: `${leaf.number.slice(-12)}.pem`,
                blob: pemFor(
                  leaf.der,
                  others.map(({ der }) => der),
                  key.pkcs8,
                ),
              })
            }
          >
            {t('pem.save')}
          </Button>
        </div>
      )}
      {verdict && terms.mayChange && verdict.isAccepted && (
        <RegisterForm employer={terms.employer} certificate={writePem('CERTIFICATE', leaf.der)} />
      )}
    </div>
  )
}

async function judge(
  { leaf, others, key }: OpenedCertificates,
  { authorities, orgnr, environment, now }: Terms,
): Promise<Verdict> {
  const known = certificatesIn(readPem(authorities))
  const chain = await findChain(leaf, { more: others, authorities: known })
  const { stops, remarks } = certificateFaults(leaf, { chain, orgnr, environment, now: new Date(now) })
  // Gateway goes by the issuers that it knows, not by those in the file.
  const isKnown = (await findChain(leaf, { more: [], authorities: known })).end === 'trusted'
  const fits = key.kind === 'open' ? await keyFits(leaf, key.pkcs8) : undefined
  const foreign = !isKnown && stops.length === 0 ? (['foreign_ca'] as const) : []
  const all = [...stops, ...foreign, ...(fits === false ? (['key_mismatch'] as const) : [])]
  return {
    stops: all,
    remarks,
    path: chain.path.slice(1).map(({ subject }) => subject.commonName ?? subject.text),
    keyFits: fits,
    isAccepted: isKnown && all.length === 0,
  }
}

function stateOf(key: OpenedCertificates['key'], fits: boolean | undefined): 'keyIn' | 'keyWrong' | 'keyLocked' | 'keyOut' {
  if (key.kind === 'none') return 'keyOut'
  if (key.kind === 'locked') return 'keyLocked'
  return fits ? 'keyIn' : 'keyWrong'
}

/** The certificate first, then its issuers, then the key: as curl's --cert reads them. */
function pemFor(leaf: Uint8Array, others: Uint8Array[], pkcs8: Uint8Array): Blob {
  const certificates = [leaf, ...others].map((der) => writePem('CERTIFICATE', der))
  return new Blob([...certificates, writePem('PRIVATE KEY', pkcs8)], { type: 'application/x-pem-file' })
}

import { useTranslations } from 'next-intl'
import type { FixedEncoding, Service } from '#lib/services/description.ts'
import { CodeBlock } from './code-block.tsx'
import { RecordPositions } from './record-positions.tsx'

const TENS = 10

/** How the file is written in fixed positions, record by record, and a file without faults under a ruler. */
export function FixedPart({ service, fixed, example }: { service: Service; fixed: FixedEncoding; example: string }) {
  const t = useTranslations('docs.fixed')
  return (
    <>
      <p className="max-w-text">{t('lead', { encoding: fixed.encoding, length: fixed.length })}</p>
      {fixed.records.map((record) => (
        <RecordPositions key={record.type} service={service} fixed={fixed} record={record} />
      ))}
      <CodeBlock label={`${t('title')}: ${t('example')}`} text={`${ruler(fixed.length)}\n${example}`} />
    </>
  )
}

/** `----+----1----+----2`: the tens by number, so that a position can be counted by eye. */
function ruler(length: number): string {
  return Array.from({ length: Math.ceil(length / TENS) }, (_, ten) => `----+----${(ten + 1) % TENS}`)
    .join('')
    .slice(0, length)
}

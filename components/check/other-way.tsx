'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Report } from '#lib/checking/report.ts'
import { serviceText } from '#lib/text/services.ts'
import { handOver } from './hand-over.ts'
import { OtherCompany, type OtherCompanyProps } from './other-company.tsx'
import { otherService } from './other-service.ts'

type Props = {
  report: Report
  /** The file, and those of its list: they go with it. */
  files: readonly File[]
  others: OtherCompanyProps['company'][]
}

/** A link or button to where the file belongs: another e-service or another company. */
export function OtherWay({ report, files, others }: Props) {
  const t = useTranslations('send')
  const services = useTranslations('services.name')
  const router = useRouter()
  const other = otherService(report)
  if (other) {
    const service = services(serviceText(other))
    return (
      <div className="grid justify-items-start gap-3">
        <p>{t('otherService.text', { service })}</p>
        <Button
          type="button"
          onClick={() => {
            handOver(files)
            router.push(`/lamna/${other}`)
          }}
        >
          {t('otherService.switch', { service, count: files.length })}
        </Button>
      </div>
    )
  }
  if ((report.counts.F12 ?? 0) === 0) return null
  const [mentioned, second] = report.employers
  const company = second ? undefined : others.find(({ identity }) => identity === mentioned?.identity)
  if (company) return <OtherCompany company={company} files={files} />
  return (
    <p>
      {t('otherEmployer')} <TextLink href={`/foretag?next=/lamna/${report.tjanst}`}>{t('otherEmployerLink')}</TextLink>
    </p>
  )
}

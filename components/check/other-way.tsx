'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Report } from '#lib/checking/report.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { serviceText } from '#lib/text/services.ts'
import { putInQueue } from './file-queue.ts'

/** Another e-service's file, or another company's: the way there. */
export function OtherWay({ report, file }: { report: Report; file: File }) {
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
          kind="secondary"
          onClick={() => {
            putInQueue([file])
            router.push(`/lamna/${other}`)
          }}
        >
          {t('otherService.switch', { service })}
        </Button>
      </div>
    )
  }
  if ((report.counts.F12 ?? 0) === 0) return null
  return (
    <p>
      {t('otherEmployer')} <TextLink href={`/foretag?next=/lamna/${report.tjanst}`}>{t('otherEmployerLink')}</TextLink>
    </p>
  )
}

function otherService(report: Report): string | undefined {
  const said = report.findings.find(({ code }) => code === 'F02')?.params.other
  return typeof said === 'string' && said !== report.tjanst && serviceById(said) ? said : undefined
}

import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'

/** The portal's own number: big, to copy. */
export function Reference({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  return (
    <div className="grid gap-1">
      <p className="text-small text-muted">{t('reference')}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="font-mono text-h3 font-bold whitespace-nowrap select-all">{reference}</p>
        <CopyButton
          text={reference}
          label={t('copy', { thing: t('copyReference') })}
          done={common('done')}
          failed={common('failed')}
        />
      </div>
    </div>
  )
}

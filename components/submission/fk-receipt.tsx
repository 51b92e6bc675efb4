import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatSize } from '#lib/text/format-size.ts'
import { clock } from '#lib/text/format-time.ts'
import type { ReceiptView, SubmissionView } from './submission-view.ts'

/** What Försäkringskassan has answered, in their words; or why they have not. */
export function FkReceipt({ submission }: { submission: SubmissionView }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  const { kvittensId, receipts, refusedAt, withdrawnAt } = submission
  const none = refusedAt ? 'fkRefused' : withdrawnAt ? 'fkNever' : 'fkNone'
  return (
    <div className="grid gap-4">
      {!kvittensId && <p className="text-muted">{t(none)}</p>}
      {kvittensId && (
        <div className="grid gap-1">
          <p className="text-small text-muted">{t('kvittensId')}</p>
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <p className="min-w-0 font-mono text-large font-bold wrap-anywhere select-all">{kvittensId}</p>
            <CopyButton
              text={kvittensId}
              label={t('copy', { thing: t('copyId') })}
              done={common('done')}
              failed={common('failed')}
            />
          </div>
        </div>
      )}
      {receipts.map((receipt) => (
        <Answer key={receipt.id} receipt={receipt} />
      ))}
    </div>
  )
}

function Answer({ receipt }: { receipt: ReceiptView }) {
  const t = useTranslations('submissions.page')
  const locale = useLocale()
  const format = useFormatter()
  const { verdict, statedAt, recordedAt, reason, peer, text, bytes, httpStatus } = receipt
  const rows = [
    ...(receipt.kind === 'verdict' && verdict ? [{ term: t('verdictIs'), text: t(`verdicts.${verdict}`) }] : []),
    ...(statedAt ? [{ term: t('stated'), text: <Time at={statedAt} /> }] : []),
    { term: t('recorded'), text: <Time at={recordedAt} /> },
    ...(reason ? [{ term: t('reason'), text: reason }] : []),
  ]
  return (
    <div className="grid gap-3">
      <DefinitionList rows={rows} />
      <Disclosure summary={t('raw')}>
        <p className="text-small text-muted">
          {t('rawOf', { time: clock(new Date(recordedAt), locale), status: String(httpStatus) })}
        </p>
        <pre className="rounded-small bg-surface p-3 font-mono text-small whitespace-pre-wrap wrap-anywhere">
          {text || t('rawEmpty')}
        </pre>
        {receipt.isCut && (
          <p className="text-small text-muted">
            {t('rawCut', { shown: format.number(text.length), total: formatSize(bytes, locale) })}
          </p>
        )}
        {peer && (
          <p className="text-small text-muted">
            {t('peer')}: <span className="font-mono wrap-anywhere">{peer}</span>
          </p>
        )}
      </Disclosure>
    </div>
  )
}

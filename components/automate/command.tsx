import { useTranslations } from 'next-intl'
import { CodeBlock } from '#components/docs/code-block.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { Shell } from './curl-call.ts'

export type CommandKind =
  | 'selfTest'
  | 'test'
  | 'send'
  | 'receipt'
  | 'receipts'
  | 'withdraw'
  | 'list'
  | 'fetch'
  | 'acknowledge'
  | 'script'
  | 'schedule'
  | 'settings'
  | 'agent'
  | 'one'
  | 'openapi'

/** A command to select, or to copy with a button that says what it is for. */
export function Command({ text, what, shell }: { text: string; what: CommandKind; shell: Shell }) {
  const t = useTranslations('curl')
  const common = useTranslations('common.copy')
  const named = t(`what.${what}`)
  return (
    <div className="grid justify-items-start gap-2 *:max-w-full">
      <CodeBlock label={t('label', { system: t(`systems.${shell}`), what: named })} text={text} />
      <CopyButton
        text={text}
        label={t('copy', { what: named, system: t(`short.${shell}`) })}
        done={common('done')}
        failed={common('failed')}
      />
    </div>
  )
}

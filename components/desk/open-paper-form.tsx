import { useTranslations } from 'next-intl'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type Props = { refused: FormRefusal | undefined; typed: Readonly<Record<string, string>> | undefined }

/** Opens the application that a form on paper belongs to. */
export function OpenPaperForm({ refused, typed }: Props) {
  const t = useTranslations('desk.paperIn')
  return (
    <Section id="blankett" title={t('title')}>
      <p className="max-w-text">{t('text')}</p>
      <form method="post" action="/api/drift/anslutningar/papper" className="grid max-w-doing justify-items-start gap-4">
        <TextField
          name="referens"
          label={t('reference')}
          defaultValue={typed?.referens}
          error={refused?.reason === 'paper' && <RefusalSentence refused={refused} />}
          autoComplete="off"
          spellCheck={false}
          required
          className="font-mono"
        />
        <TextField
          name="kod"
          label={t('code')}
          hint={t('codeHint')}
          defaultValue={typed?.kod}
          autoComplete="off"
          spellCheck={false}
          required
          className="font-mono"
        />
        <Button kind="secondary">{t('button')}</Button>
      </form>
    </Section>
  )
}

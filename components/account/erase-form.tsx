import { useLocale, useTranslations } from 'next-intl'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { ErasureObstacle } from '#lib/access/erase-account.ts'

type Props = {
  obstacles: ErasureObstacle[]
  /** What one types to mean it, in each language. */
  words: { sv: string; en: string }
  refused: FormRefusal | undefined
}

/** The form that ends the account, or what has to be done first. */
export function EraseForm({ obstacles, words, refused }: Props) {
  const t = useTranslations('myAccount.erase')
  const word = words[useLocale()]
  const error = refused?.reason === 'erase_word' && <RefusalSentence refused={refused} />
  if (obstacles.length > 0)
    return (
      <Notice tone="warning" title={t('first')}>
        <ul className="grid list-disc gap-2 pl-5">
          {obstacles.map((obstacle) => (
            <li key={`${obstacle.kind} ${'label' in obstacle ? obstacle.label : ''}`} className="wrap-anywhere">
              {obstacle.kind === 'staff' ? t('obstacles.staff') : t(`obstacles.${obstacle.kind}`, { label: obstacle.label })}
            </li>
          ))}
        </ul>
      </Notice>
    )
  return (
    <form method="post" action="/api/konto/radera" className="grid justify-items-start gap-4">
      <TextField
        name="bekrafta"
        label={t('label', { word })}
        error={error}
        autoComplete="off"
        spellCheck={false}
        required
        className="max-w-60"
      />
      <Button kind="danger">{t('button')}</Button>
    </form>
  )
}

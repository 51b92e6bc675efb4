import { useTranslations } from 'next-intl'
import { type FormAgain, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ObjectButton } from '#components/ui/object-button.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'

/** The field that each case of a refusal is about. */
const FIELD_OF: Record<string, string> = {
  settlement: 'besked',
  kvittens_id: 'kvittensid',
  kvittens_id_taken: 'kvittensid',
  told_at: 'dag',
  told_later: 'dag',
  told_before: 'dag',
  told_before_sent: 'dag',
  told_how: 'satt',
}

/** The id of the field that made the form refused, if it was this form. */
export const settleFieldOf = (reason: string | undefined): string | undefined => FIELD_OF[reason ?? '']

/** What was typed before: with a refusal, or after the login that the form asked for. */
export type SettleAgain = { fields: FormAgain['fields']; refused?: FormAgain['refused'] | undefined }

type Props = {
  reference: string
  by: 'member' | 'support'
  /** The company that the form is made for. */
  employerId?: string
  /** It is disputed which submission has the kvittensID. */
  isDisputed: boolean
  again: SettleAgain | undefined
}

/** Enters what FK said. A plain form, with or without JavaScript. */
export function SettleForm({ reference, by, employerId, isDisputed, again }: Props) {
  const t = useTranslations('settle')
  const typed = again?.fields ?? {}
  const faulty = settleFieldOf(again?.refused?.reason)
  const errorOf = (field: string) => again?.refused && faulty === field && <RefusalSentence refused={again.refused} />
  const action = `/api/${by === 'member' ? 'inlamningar' : 'support'}/${reference}/besked`
  return (
    <div className="print:hidden">
      <Disclosure summary={t('open')} open={again !== undefined}>
        {again && !again.refused && <Notice tone="info" live="status" title={t('proved')} level={3} />}
        <p>{t(by === 'member' ? 'lead' : 'leadSupport')}</p>
        <form method="post" action={action} className="grid gap-5" noValidate>
          {employerId && <input type="hidden" name="foretag" value={employerId} />}
          <RadioGroup
            name="besked"
            label={t('said')}
            chosen={typed.besked}
            error={errorOf('besked')}
            choices={[
              { value: 'har', label: t('has'), hint: t('hasHint') },
              { value: 'har-inte', label: t('hasNot'), hint: t('hasNotHint') },
            ]}
          />
          <TextField
            name="kvittensid"
            label={t('kvittensId')}
            hint={t(isDisputed ? 'kvittensIdDisputed' : 'kvittensIdHint')}
            error={errorOf('kvittensid')}
            defaultValue={typed.kvittensid}
            maxLength={LIMITS.kvittensIdCharacters}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <TextField
              name="dag"
              label={t('day')}
              hint={t('dayHint')}
              error={errorOf('dag')}
              defaultValue={typed.dag}
              autoComplete="off"
            />
            <TextField
              name="klockslag"
              label={t('clock')}
              hint={t('clockHint')}
              defaultValue={typed.klockslag}
              autoComplete="off"
            />
          </div>
          <RadioGroup
            name="satt"
            label={t('how')}
            chosen={typed.satt}
            error={errorOf('satt')}
            choices={[
              { value: 'telefon', label: t('phone') },
              { value: 'skriftligt', label: t('written') },
            ]}
          />
          <ObjectButton className="justify-self-start" of={reference}>
            {t('button')}
          </ObjectButton>
        </form>
      </Disclosure>
    </div>
  )
}

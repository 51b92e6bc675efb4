import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { FieldCondition, FieldView } from './field-view.ts'

/** Shown and hidden by style sheet alone, so that it works without JavaScript: what is hidden is still sent, empty. */
export const CONDITIONS: Readonly<Record<FieldCondition, string>> = {
  'not-me': 'group-has-[input[data-me]:checked]/row:hidden',
  machine:
    'hidden group-has-[input[value=curl]:checked]/step:grid group-has-[input[value=shs-node]:checked]/step:grid group-has-[input[value=shs-service]:checked]/step:grid',
  'shs-node': 'hidden group-has-[input[value=shs-node]:checked]/step:grid',
  'shs-service': 'hidden group-has-[input[value=shs-service]:checked]/step:grid',
  'other-manner': 'hidden group-has-[input[name=manner][value=other]:checked]/step:grid',
}

const AUTOFILL: Readonly<Record<string, string>> = {
  mail: 'email',
  phone: 'tel',
  employerName: 'organization',
  address: 'street-address',
  postcode: 'postal-code',
  town: 'address-level2',
  country: 'country',
}

/** Of those that are asked for, what may be left empty, unless a hint of its own says so. */
const OPTIONAL = new Set<FieldView['word']>(['signatoryRole', 'administratorPhone', 'administratorCompany'])

/** One field of a step, as its kind says. */
export function StepField({ field }: { field: FieldView }) {
  const { name, kind, condition } = field
  return (
    <div className={`grid gap-1.5 ${condition ? CONDITIONS[condition] : ''}`}>
      {kind === 'tick' || kind === 'accept' ? (
        <TickField field={field} />
      ) : kind === 'choice' ? (
        <ChoiceField field={field} />
      ) : kind === 'choices' ? (
        <ChoicesField field={field} />
      ) : (
        <TypedField key={name} field={field} />
      )}
    </div>
  )
}

function useFault(fault: FieldView['fault']): string | undefined {
  const t = useTranslations('joiningPages.fault')
  return fault && t(fault)
}

function TickField({ field: { name, word, kind, value, choices, fault } }: { field: FieldView }) {
  const t = useTranslations('joining.fields')
  const pages = useTranslations('joiningPages.terms')
  const error = useFault(fault)
  const [version = 'yes'] = choices
  const isAccept = kind === 'accept'
  const label = isAccept ? pages(word === 'terms' ? 'accept' : 'acceptAgreement', { version }) : t(word)
  return (
    <>
      {error && (
        <p id={`${name}-error`} className="font-semibold text-danger">
          {error}
        </p>
      )}
      {/* A box that is not ticked sends nothing: this one says that it was there. */}
      <input type="hidden" name={name} value={isAccept ? '' : 'no'} />
      <Checkbox
        name={name}
        value={isAccept ? version : 'yes'}
        defaultChecked={value === (isAccept ? version : 'yes')}
        label={label}
        aria-invalid={error ? true : undefined}
        {...(word.endsWith('Me') && { 'data-me': '' })}
      />
    </>
  )
}

function useChoiceWords(word: FieldView['word']): (choice: string) => string {
  const t = useTranslations()
  if (word === 'position') return (choice) => t(`joining.position.${choice as 'signatory'}`)
  if (word === 'manner') return (choice) => t(`joining.manner.${choice as 'alone'}`)
  if (word === 'ways') return (choice) => t(`joining.way.${choice as 'manual'}`)
  return (choice) => t(`services.name.${choice as 'sjukanmalan'}`)
}

function ChoiceField({ field: { name, word, value, choices, fault } }: { field: FieldView }) {
  const t = useTranslations('joining.fields')
  const say = useChoiceWords(word)
  const options = choices.map((choice) => ({ value: choice, label: say(choice) }))
  return <RadioGroup name={name} label={t(word)} choices={options} chosen={value} error={useFault(fault)} />
}

function ChoicesField({ field: { name, word, value, choices, fault } }: { field: FieldView }) {
  const t = useTranslations('joining.fields')
  const hints = useTranslations('joiningPages.hints')
  const say = useChoiceWords(word)
  const error = useFault(fault)
  const chosen = value.split(',')
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-semibold">{t(word)}</legend>
      {word === 'ways' && <p className="text-muted">{hints('ways')}</p>}
      {error && <p className="font-semibold text-danger">{error}</p>}
      <input type="hidden" name={name} value="" />
      {choices.map((choice, index) => (
        <Choice
          key={choice}
          type="checkbox"
          id={index === 0 ? name : `${name}-${choice}`}
          name={name}
          value={choice}
          defaultChecked={chosen.includes(choice)}
          label={say(choice)}
        />
      ))}
    </fieldset>
  )
}

function TypedField({ field: { name, word, kind, value, masked, fault } }: { field: FieldView }) {
  const t = useTranslations('joining.fields')
  const hints = useTranslations('joiningPages.hints')
  const hint = masked
    ? hints('sealed', { masked })
    : word === 'employerNumber'
      ? hints('employerNumber')
      : name === 'noticeAddress1'
        ? hints('noticeAddress')
        : kind === 'person'
          ? hints('signatoryNumber')
          : kind === 'postcode'
            ? hints('postcode')
            : OPTIONAL.has(word)
              ? hints('optional')
              : undefined
  return (
    <TextField
      name={name}
      label={t(word)}
      hint={hint}
      error={useFault(fault)}
      type={kind === 'mail' ? 'email' : kind === 'phone' ? 'tel' : 'text'}
      inputMode={kind === 'person' || kind === 'employer' || kind === 'postcode' || kind === 'amount' ? 'numeric' : undefined}
      autoComplete={AUTOFILL[name] ?? 'off'}
      spellCheck={false}
      maxLength={254}
      defaultValue={value}
      className={kind === 'postcode' || kind === 'amount' ? 'max-w-40' : ''}
    />
  )
}

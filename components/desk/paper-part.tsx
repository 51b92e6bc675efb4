import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { DeskCase, DeskDecision } from '#lib/joining/desk/read-case.ts'

type Props = { found: DeskCase; personId: string }

/** An application that waits for signatures and has come on paper: one operator enters the form, another confirms it. */
export function PaperPart({ found, personId }: Props) {
  const t = useTranslations('desk.paper')
  if (found.state !== 'signing') return null
  const entry = found.decisions.find(({ decision, voidedAt }) => decision === 'paper' && voidedAt === null)
  return (
    <Section id="papper" title={t('title')}>
      {entry && <EnteredForm found={found} entry={entry} personId={personId} />}
      <RegisterPaper found={found} />
    </Section>
  )
}

function EnteredForm({ found, entry, personId }: Props & { entry: DeskDecision }) {
  const t = useTranslations('desk.paper')
  const signers = found.parties.filter(({ id }) => entry.signers.includes(id))
  const words = useTranslations('joining.part')
  const applicant = found.document?.content.applicant.name ?? ''
  return (
    <>
      <p>{t('entered', { name: entry.by })}</p>
      <ul className="list-disc pl-6">
        {entry.hasApplicant && <li>{t('applicant', { name: applicant })}</li>}
        {signers.map(({ id, name, part }) => (
          <li key={id}>
            {name}, {words(part)}
          </li>
        ))}
      </ul>
      {entry.personId !== personId && (
        <form method="post" action={`/api/drift/anslutningar/${found.reference}/papper/bekrafta`}>
          <SeenVersion found={found} />
          <input type="hidden" name="blankett" value={entry.id} />
          <Button>{t('confirm')}</Button>
        </form>
      )}
    </>
  )
}

function RegisterPaper({ found }: Pick<Props, 'found'>) {
  const t = useTranslations('desk.paper')
  const words = useTranslations('joining.part')
  const waiting = found.parties.filter(({ answer }) => answer === null)
  const hasApplicant = found.signatures.some(({ asWhat, voidedAt }) => asWhat === 'applicant' && voidedAt === null)
  if (waiting.length === 0 && hasApplicant) return <p>{t('all')}</p>
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`/api/drift/anslutningar/${found.reference}/papper`}
      className="grid justify-items-start gap-4"
    >
      <SeenVersion found={found} />
      <p>{t('text')}</p>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-semibold">{t('signers')}</legend>
        {!hasApplicant && (
          <Checkbox name="sokande" value="ja" label={t('applicant', { name: found.document?.content.applicant.name ?? '' })} />
        )}
        {waiting.map(({ id, name, part }) => (
          <Checkbox key={id} name={`part-${id}`} value="ja" label={`${name}, ${words(part)}`} />
        ))}
      </fieldset>
      <TextField name="fil" type="file" accept="application/pdf,.pdf" label={t('file')} required />
      <Button kind="secondary">{t('register')}</Button>
    </form>
  )
}

/** The application as the page shows it, for its forms. */
export function SeenVersion({ found: { id, version, digest } }: Pick<Props, 'found'>) {
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="digest" value={digest ?? ''} />
    </>
  )
}

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { JoiningFault } from '#lib/joining/find-faults.ts'

type Props = {
  reference: string
  files: { id: string; name: string }[]
  legalForm: string
  fault: JoiningFault | undefined
}

/** The files that show who may sign: those there are, and a form for one more. */
export function BasisFiles({ reference, files, legalForm, fault }: Props) {
  const t = useTranslations('joiningPages')
  const action = `/api/anslut/${reference}/underlag`
  return (
    <Section id="underlag-rubrik" title={t('basis.title')}>
      <p>{t(`basis.by.${legalForm as 'company'}`)}</p>
      <ul className="grid gap-3">
        {files.map(({ id, name }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <TextLink href={`${action}/${id}`} className="wrap-anywhere">
              {name}
            </TextLink>
            <form method="post" action={`${action}/ta-bort`}>
              <input type="hidden" name="id" value={id} />
              <Button kind="secondary">{t('basis.remove', { name })}</Button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action={action} encType="multipart/form-data" className="grid justify-items-start gap-4">
        <FormField id="underlag" label={t('basis.file')} hint={t('basis.later')} error={fault && t(`fault.${fault}`)}>
          {(control) => <input {...control} type="file" name="fil" accept="application/pdf" className={CONTROL} />}
        </FormField>
        <Button kind="secondary">{t('basis.upload')}</Button>
      </form>
    </Section>
  )
}

import { useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Section } from '#components/ui/section.tsx'

const ROLES = ['administrator', 'handler', 'ombud', 'reader'] as const

/** What each role may do, in words. */
export function RoleWords() {
  const t = useTranslations('people.roles')
  const name = useTranslations('accounts.role')
  return (
    <Section id="roller" title={t('title')}>
      <DefinitionList rows={ROLES.map((role) => ({ term: name(role), text: t(role), key: role }))} />
    </Section>
  )
}

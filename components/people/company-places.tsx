import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Section } from '#components/ui/section.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

type Props = {
  people: { people: number; administrators: number; invited: number }
  agents: { count: number }
  certificates: { count: number }
  /** The certificate that ends first, when it does so soon. */
  ending: { name: string; days: number } | null
  services: { count: number; tried: number }
  notices: { addresses: number; webhooks: number }
  retention: { days: number }
}

/** The pages of a company in groups, each with how it stands there; first what needs an administrator. */
export function CompanyPlaces({ people, agents, certificates, ending, services, notices, retention }: Props) {
  const t = useTranslations('companyOverview')
  const urgent = [
    ...(ending ? [{ href: '/foretaget/certifikat', text: t('ends', ending) }] : []),
    ...(notices.addresses + notices.webhooks === 0 ? [{ href: '/foretaget/aviseringar', text: t('silent') }] : []),
    ...(people.administrators === 1 ? [{ href: '/foretaget/personer', text: t('only') }] : []),
  ]
  return (
    <>
      {urgent.length > 0 && (
        <Section id="behover" title={t('urgent')}>
          <ul className="border-t border-line">
            {urgent.map(({ href, text }) => (
              <li key={href} className="flex min-h-11 items-center border-b border-line py-2">
                <StatusDot tone="warning">
                  <TextLink href={href} className="wrap-anywhere">
                    {text}
                  </TextLink>
                </StatusDot>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Group id="vilka" title={t('groups.who')}>
        <Place name="people" now={t('now.people', people)} />
        <Place name="agents" now={t('now.agents', agents)} />
        <Place name="clients" />
        <Place name="confirm" />
      </Group>
      <Group id="system" title={t('groups.systems')}>
        <Place name="services" now={t('now.services', services)} />
        <Place name="list" now={t('now.certificates', certificates)} />
        <Place name="order" />
        <Place name="conversions" />
      </Group>
      <Group id="installningar" title={t('groups.rest')}>
        <Place name="notices" now={t('now.notices', notices)} />
        <Place name="retention" now={t('now.retention', retention)} />
        <Place name="login" />
        <Place name="log" />
        <Place name="leave" />
      </Group>
    </>
  )
}

const PLACES = {
  people: '/foretaget/personer',
  agents: '/foretaget/ombud',
  clients: '/foretaget/kunder',
  confirm: '/foretaget/bekrafta',
  services: '/foretaget/tjanster',
  list: '/foretaget/certifikat',
  order: '/foretaget/bestall',
  conversions: '/foretaget/omvandlingar',
  notices: '/foretaget/aviseringar',
  retention: '/foretaget/gallring',
  login: '/foretaget/inloggning',
  log: '/foretaget/logg',
  leave: '/foretaget/avsluta',
} as const

function Group({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Section id={id} title={title}>
      <ul className="border-t border-line">{children}</ul>
    </Section>
  )
}

function Place({ name, now }: { name: keyof typeof PLACES; now?: string }) {
  const t = useTranslations('companyPages.nav')
  return (
    <li className="grid items-baseline gap-x-6 border-b border-line py-1 sm:grid-cols-[minmax(14rem,1fr)_2fr]">
      <TextLink href={PLACES[name]} className="inline-flex min-h-11 items-center">
        {t(name)}
      </TextLink>
      {now && <span className="pb-2 text-muted sm:pb-0">{now}</span>}
    </li>
  )
}

import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { CodeTables } from '#components/automate/code-tables.tsx'
import { Command } from '#components/automate/command.tsx'
import { CommandSteps } from '#components/automate/command-steps.tsx'
import { calls, SHELLS, type Shell } from '#components/automate/curl-call.ts'
import { NeedList } from '#components/automate/need-list.tsx'
import { AgentPart, ScriptPart } from '#components/automate/scheduled-parts.tsx'
import { ShellChoice } from '#components/automate/shell-choice.tsx'
import { writeCurl } from '#components/automate/write-curl.ts'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { services } from '#lib/services/catalogue.ts'
import { curlPlace } from '#lib/web/pages/curl-place.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { currentVisitor } from '#lib/web/pages/visitor.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const generateMetadata = (): Promise<Metadata> => pageTitle('automate')

/** Open to all: one looks before one joins. Whoever is logged in gets the company's own commands. */
export default async function AutomatePage({ searchParams }: Props) {
  const asked = await searchParams
  const t = await getTranslations('automate')
  const visitor = await currentVisitor()
  const company = visitor?.current ?? null
  const shell = await shellOf(asked.system)
  const service = sendable.find(({ id }) => id === asked.tjanst) ?? sendable[0]
  if (!service) throw new Error('no e-service takes files')
  const place = curlPlace(company?.orgnr, service.id)
  return (
    <Page width="wide">
      <PageTitle over={company ? t('for', { employer: company.name }) : undefined} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="grid max-w-doing gap-4 empty:hidden">
        {!company && (
          <Notice
            tone="info"
            title={t('open')}
            action={
              <LinkButton kind="secondary" size="small" href="/logga-in?next=%2Fautomatisera">
                {t('logIn')}
              </LinkButton>
            }
          />
        )}
        {!webEnv().GATEWAY_URL && <Notice tone="warning" title={t('noAddress', { url: place.url })} />}
      </div>
      <OnThisPage />
      <Section id="behover" title={t('need.title')}>
        <NeedList place={place} shell={shell} />
      </Section>
      <ShellChoice current={shell} address={(other) => `?system=${other}&tjanst=${service.id}#kommandon`} />
      <Section id="kommandon" title={t('steps.title')}>
        <p className="max-w-text">{t('steps.lead')}</p>
        <CommandSteps place={place} shell={shell} />
      </Section>
      <Section id="skript" title={t('script.title')}>
        <ScriptPart place={place} shell={shell} />
      </Section>
      <Section id="agenten" title={t('agent.title')}>
        <AgentPart place={place} shell={shell} />
      </Section>
      <Section id="koder" title={t('codes.title')}>
        <p className="max-w-text">{t('codes.lead')}</p>
        <CodeTables />
      </Section>
      <Section id="webhookar" title={t('webhooks.title')}>
        <p className="max-w-text">{t('webhooks.text')}</p>
        <p>
          <TextLink href="/foretaget/aviseringar#webhookar">{t('webhooks.link')}</TextLink>
        </p>
      </Section>
      <Section id="openapi" title={t('api.title')}>
        <p className="max-w-text">{t('api.text')}</p>
        <Command shell={shell} what="openapi" text={writeCurl(shell, calls.openapi(), place)} />
      </Section>
    </Page>
  )
}

const sendable = services.filter(({ checkOnly }) => !checkOnly)

async function OnThisPage() {
  const t = await getTranslations('automate')
  const parts = [
    ['behover', t('need.title')],
    ['kommandon', t('steps.title')],
    ['skript', t('script.title')],
    ['agenten', t('agent.title')],
    ['koder', t('codes.title')],
    ['webhookar', t('webhooks.title')],
    ['openapi', t('api.title')],
  ]
  return (
    <nav aria-label={t('on')}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {parts.map(([id, title]) => (
          <li key={id}>
            <TextLink href={`#${id}`}>{title}</TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** As asked for; otherwise the one that the reader sits at. */
async function shellOf(asked: string | string[] | undefined): Promise<Shell> {
  const chosen = SHELLS.find((shell) => shell === asked)
  if (chosen) return chosen
  return /Windows/.test((await headers()).get('user-agent') ?? '') ? 'windows' : 'linux'
}

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { TabLinks } from '#components/ui/tab-links.tsx'
import type { Service } from '#lib/services/description.ts'
import { serviceText } from '#lib/text/services.ts'

const PARTS = ['falt', 'xml', 'fasta', 'tabell', 'regler'] as const
export type DescriptionPart = (typeof PARTS)[number]

type Props = { service: Service; part: DescriptionPart; children: ReactNode }

/** What stands on each page of a postbeskrivning: where one is, what it is called, and its other parts. */
export function DescriptionFrame({ service, part, children }: Props) {
  const t = useTranslations('docs')
  const services = useTranslations('services')
  const word = serviceText(service.id)
  const name = services(`name.${word}`)
  return (
    <Page
      width="wide"
      before={<Breadcrumb label={t('trail')} trail={[{ text: t('title'), href: '/postbeskrivningar' }]} here={name} />}
    >
      <PageTitle over={t('over', { version: service.version })} lead={part === 'falt' ? services(`takes.${word}`) : undefined}>
        {useDescriptionTitle(service, part)}
      </PageTitle>
      <TabLinks
        label={t('on')}
        tabs={partsOf(service).map((each) => ({
          href: addressOf(service.id, each),
          text: t(`parts.${each}`),
          isCurrent: each === part,
        }))}
      />
      {children}
    </Page>
  )
}

/** The page's h1, and the beginning of its title. */
function useDescriptionTitle({ id }: Service, part: DescriptionPart): string {
  const t = useTranslations('docs')
  const name = useTranslations('services.name')(serviceText(id))
  return part === 'falt' ? name : t('partOf', { name, part: t(`parts.${part}`) })
}

/** The parts that the e-service's description has. */
export const partsOf = ({ fixed, table }: Service): DescriptionPart[] =>
  PARTS.filter((part) => (part !== 'fasta' || fixed) && (part !== 'tabell' || table))

const addressOf = (serviceId: string, part: DescriptionPart): string =>
  `/postbeskrivningar/${serviceId}${part === 'falt' ? '' : `/${part}`}`

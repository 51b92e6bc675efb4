import { useTranslations } from 'next-intl'
import type { Report } from '#lib/checking/report.ts'

type Props = { report: Pick<Report, 'employers'>; company: { identity: string; name: string } }

/** The name in the file where it is another than the register's: what is sent goes by the number, so it is said and nothing more. */
export function OtherName({ report: { employers }, company }: Props) {
  const t = useTranslations('send.verdict')
  const written = employers.find(({ identity }) => identity === company.identity)?.name
  if (!written || isSameName(written, company.name)) return null
  return <p className="wrap-anywhere">{t('otherName', { written, name: company.name })}</p>
}

/** Whether two names are one company's: capitals, signs and spaces do not count. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

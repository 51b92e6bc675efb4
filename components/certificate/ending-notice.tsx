import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** A certificate that soon ends: which, when, what to do. */
export function EndingNotice({ name, days, link }: { name: string; days: number; link?: 'list' | 'order' }) {
  const t = useTranslations('certificates')
  return (
    <Notice tone="warning" title={<span className="wrap-anywhere">{t('ending.title', { name, days })}</span>}>
      <p>{t('ending.next')}</p>
      {link && (
        <p>
          <TextLink href={link === 'list' ? '/foretaget/certifikat' : '/foretaget/bestall'}>
            {link === 'list' ? t('bandLink') : t('order.title')}
          </TextLink>
        </p>
      )}
    </Notice>
  )
}

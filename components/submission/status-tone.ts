import type { NoticeTone } from '#components/ui/notice.tsx'
import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { StatusWord } from '#lib/text/status.ts'

export const STATUS_TONE: Record<StatusWord, StatusTone> = {
  mottagen: 'waiting',
  kontrolleras: 'waiting',
  'i-ko': 'waiting',
  skickas: 'waiting',
  levererad: 'success',
  godkand: 'success',
  underkand: 'danger',
  okand: 'warning',
  vantar: 'warning',
  aterkallad: 'neutral',
}

export const NOTICE_TONE: Record<StatusTone, NoticeTone> = {
  waiting: 'info',
  neutral: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'danger',
}

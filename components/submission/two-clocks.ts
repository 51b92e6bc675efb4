import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { SubmissionState } from '#lib/submissions/state.ts'
import type { submissionTexts } from '#lib/text/submissions.ts'

type Clock<Word> = { word: Word; tone: StatusTone; at: Date | null }
export type TransportClock = Clock<keyof typeof submissionTexts.sv.transport>
export type VerdictClock = Clock<keyof typeof submissionTexts.sv.verdict>

/** The first clock: has the file arrived? */
export function transportClock(state: SubmissionState): TransportClock {
  switch (state.kind) {
    case 'disputed':
      return { word: 'disputed', tone: 'warning', at: state.at }
    case 'settled':
      return { word: 'settled', tone: 'success', at: state.toldAt }
    case 'withdrawn':
      return { word: 'withdrawn', tone: 'neutral', at: state.at }
    case 'accepted':
      return { word: 'delivered', tone: 'success', at: state.at }
    case 'approved':
    case 'disapproved':
      return { word: 'delivered', tone: 'success', at: state.deliveredAt }
    case 'refused':
      return { word: 'refused', tone: 'danger', at: state.at }
    case 'held':
      return { word: state.reason === 'unknown' ? 'unknown' : 'held', tone: 'warning', at: state.at }
    case 'unknown':
      return { word: 'unknown', tone: 'warning', at: state.since }
    case 'sending':
      return { word: 'sending', tone: 'waiting', at: state.since }
    case 'queued':
    case 'received':
      return { word: 'waiting', tone: 'waiting', at: null }
  }
}

/** The second clock: what has Försäkringskassan said about the content? */
export function verdictClock(state: SubmissionState): VerdictClock {
  switch (state.kind) {
    case 'approved':
      return { word: 'approved', tone: 'success', at: state.at }
    case 'disapproved':
      return { word: 'disapproved', tone: 'danger', at: state.at }
    case 'accepted':
      return { word: 'pending', tone: 'waiting', at: null }
    case 'settled':
      return { word: state.isPolled ? 'pending' : 'none', tone: state.isPolled ? 'waiting' : 'neutral', at: null }
    case 'disputed':
    case 'withdrawn':
    case 'refused':
    case 'held':
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return { word: 'none', tone: 'neutral', at: null }
  }
}

// Joining: an application by blankett 5063 from its first field to its decision, seen from the applicant and the parties: what is
// asked (fields.ts), what is stored (stored-fields.ts), what is signed (content.ts, signed-text.ts), who has signed it, mails to
// all of them. Also an application for new administrators of an employer that has none left (kind `administrators`).
// Not here: the broker that signs (lib/web/listener), the operator's decision and what an approval makes, invitations.
// Verbs run through forPerson: row security shows an application to its applicant, to who is named in it once they have come,
// and to operators once it has been handed in.

export const APPLICATION_KINDS = ['join', 'administrators'] as const
export type ApplicationKind = (typeof APPLICATION_KINDS)[number]

/** A CHECK of the database has the same words. */
export type ApplicationState =
  | 'draft'
  | 'signing'
  | 'submitted'
  | 'reviewing'
  | 'returned'
  | 'approved'
  | 'declined'
  | 'withdrawn'
  | 'lapsed'

/** The applicant may change it. */
export const canChangeApplication = (state: ApplicationState): boolean => state === 'draft' || state === 'returned'

export const isApplicationOver = (state: ApplicationState): boolean =>
  state === 'approved' || state === 'declined' || state === 'withdrawn' || state === 'lapsed'

/** As what somebody has to do with an application. */
export type ApplicationPart = 'applicant' | 'signatory' | 'administrator'

/** How a signature was made: over the text by the broker's signature extension, by its approval, by a fresh login, on paper. */
export type SignatureWay = 'signature' | 'approval' | 'login' | 'paper'

// The forms of a company's people: invitations, roles, removal, the company's name; and the button that accepts an invitation.
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { readDay } from '#lib/calendar.ts'
import { AppError } from '#lib/errors.ts'
import { acceptInvitation } from '#lib/members/accept-invitation.ts'
import { changeMember, removeMember } from '#lib/members/change-member.ts'
import { endInvitation, invitePerson, resendInvitation } from '#lib/members/invite-person.ts'
import { renameEmployer } from '#lib/members/rename-employer.ts'
import { companyForm, idIn, readId } from './company-forms.ts'
import { identify } from './identify.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { WebRoute } from './web.ts'

const ofCompany = { method: 'POST', asks: 'administrator', fresh: true } as const
const people = { ...ofCompany, page: () => '/foretaget/personer' } as const
const onePerson = { ...ofCompany, page: ({ id }: Record<string, string>) => `/foretaget/personer/${id}` } as const

export const PEOPLE_ROUTES: readonly WebRoute[] = [
  {
    name: 'invitePerson',
    path: '/api/foretaget/personer',
    ...people,
    keeps: ['namn', 'adress', 'roll', 'slut', 'personnummer'],
    handle: companyForm(async (web, { fields, employerId, ...at }) => {
      const [name = '', address = '', role = '', personnummer = ''] = ['namn', 'adress', 'roll', 'personnummer'].map(
        (field) => fields.get(field) ?? '',
      )
      const invited = { employerId, name, address, role, validUntil: readEnd(fields), personnummer, keeping: web.keeping }
      await invitePerson(at, invited)
      return 'inbjuden'
    }),
  },
  {
    name: 'resendInvitation',
    path: '/api/foretaget/inbjudan/igen',
    ...people,
    keeps: ['id'],
    handle: companyForm(async (_web, { fields, employerId, ...at }) => {
      await resendInvitation(at, { employerId, invitationId: idIn(fields, 'invitation') })
      return 'inbjuden'
    }),
  },
  {
    name: 'endInvitation',
    path: '/api/foretaget/inbjudan/aterta',
    ...people,
    keeps: ['id'],
    handle: companyForm(async (_web, { fields, employerId, ...at }) => {
      await endInvitation(at, { employerId, invitationId: idIn(fields, 'invitation') })
      return 'inbjudan-atertagen'
    }),
  },
  {
    name: 'changeMember',
    path: '/api/foretaget/personer/{id}',
    ...onePerson,
    keeps: ['roll', 'slut'],
    handle: companyForm(async (_web, { fields, employerId, params, ...at }) => {
      const personId = readId(params.id ?? '', 'member')
      await changeMember(at, { employerId, personId, role: fields.get('roll') ?? '', validUntil: readEnd(fields) })
      return 'roll'
    }),
  },
  {
    name: 'removeMember',
    path: '/api/foretaget/personer/{id}/ta-bort',
    ...onePerson,
    handle: companyForm(async (_web, { employerId, params, ...at }) => {
      await removeMember(at, { employerId, personId: readId(params.id ?? '', 'member') })
      return { page: '/foretaget/personer', done: 'person-borttagen' }
    }),
  },
  {
    name: 'renameEmployer',
    path: '/api/foretaget/namn',
    ...ofCompany,
    page: () => '/foretaget',
    keeps: ['namn'],
    handle: companyForm(async (_web, { fields, employerId, ...at }) => {
      await renameEmployer(at, { employerId, name: fields.get('namn') ?? '' })
      return 'namn'
    }),
  },
  {
    name: 'acceptInvitation',
    method: 'POST',
    path: '/api/inbjudan/{token}',
    asks: 'nobody',
    page: ({ token }) => `/inbjudan/${token}`,
    handle: plainForm<undefined>(async (web, call) => {
      const { actor, cookies } = await identify(web, call)
      const context = { db: web.db, actor, now: call.now }
      const { employerId } = await acceptInvitation(context, call.params.token ?? '')
      await chooseEmployer(context, employerId)
      return { to: '/hem', cookies }
    }),
  },
]

/** The last day of a role; null: none was written. Refuses (`invalid`, `end_date`) what is no day. */
function readEnd(fields: FormCall['fields']): Date | null {
  const text = (fields.get('slut') ?? '').trim()
  if (text === '') return null
  const day = readDay(text)
  if (!day) throw new AppError('invalid', 'end_date')
  return day
}

import { changeCodeApp, changePassword, dropOwnLogin, offerCodeApp, openOwnLogin } from '#lib/access/factors/change-own-login.ts'
import { chooseByLink, readLoginLink } from '#lib/access/factors/choose-by-link.ts'
import { openColleagueLogin, readColleagueLogin } from '#lib/access/factors/colleague-login.ts'
import { giveLoginLink } from '#lib/access/factors/give-login-link.ts'
import { giveLoginAsOperator, listWaitingLinks, openLoginAsOperator } from '#lib/access/factors/operator-login.ts'
import { readOwnLogin } from '#lib/access/factors/own-login.ts'
import { addPasskey, offerPasskey, offerPasskeyLogin, removePasskey } from '#lib/access/factors/passkeys.ts'
import { AppError } from '#lib/errors.ts'
import type { LOGIN_OPERATIONS } from '#lib/keeping/login-operations.ts'
import type { Answers } from './answers.ts'
import type { Keeper } from './keeper.ts'
import { enterByPasskey, enterByPassword } from './log-in.ts'
import { byPerson } from './require-speaker.ts'

/** Refuses (`not_found`) where logins without e-legitimation are switched off. */
function whenOn<Input, Output>(perform: (keeper: Keeper, input: Input) => Promise<Output>) {
  return async (keeper: Keeper, input: Input): Promise<Output> => {
    if (keeper.env.PASSWORD_LOGIN !== 'on') throw new AppError('not_found')
    return perform(keeper, input)
  }
}

const placeOf = ({ PUBLIC_URL: publicUrl, PERSON_KEY: pepper }: Keeper['env']) => ({ publicUrl, pepper })
const asRecord = (options: object): Record<string, unknown> => ({ ...options })
const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work
  return {}
}

export const LOGIN_ANSWERS: Answers<keyof typeof LOGIN_OPERATIONS> = {
  logInWithPassword: whenOn(enterByPassword),
  offerPasskeyLogin: whenOn(async ({ env }) => asRecord(await offerPasskeyLogin(placeOf(env), new Date()))),
  logInWithPasskey: whenOn(enterByPasskey),

  readLoginLink: whenOn(async ({ db, env }, { token }) => ({
    link: (await readLoginLink({ db }, { token, pepper: env.PERSON_KEY })) ?? null,
  })),
  chooseByLink: whenOn(({ db, env }, input) => done(chooseByLink({ db, now: new Date() }, { ...input, pepper: env.PERSON_KEY }))),

  readOwnLogin: whenOn(
    byPerson(async ({ db, actor, now }, _input, { PERSON_KEY: pepper }) => ({
      ...(await readOwnLogin({ db }, { personId: actor.personId, pepper })),
      newApp: offerCodeApp(actor.personId, pepper, now),
    })),
  ),
  changePassword: whenOn(byPerson((at, { password }) => done(changePassword(at, password)))),
  changeCodeApp: whenOn(byPerson((at, input, { PERSON_KEY: pepper }) => done(changeCodeApp(at, { ...input, pepper })))),
  openOwnLogin: whenOn(byPerson((at, _input, { PERSON_KEY }) => done(openOwnLogin(at, PERSON_KEY)))),
  dropOwnLogin: whenOn(byPerson((at) => done(dropOwnLogin(at)))),
  offerPasskey: whenOn(byPerson(async (at, _input, env) => asRecord(await offerPasskey(at, placeOf(env))))),
  addPasskey: whenOn(byPerson((at, input, env) => done(addPasskey(at, { ...input, place: placeOf(env) })))),
  removePasskey: whenOn(byPerson((at, { passkeyId }) => done(removePasskey(at, passkeyId)))),

  readColleagueLogin: whenOn(byPerson((at, input, { PERSON_KEY: pepper }) => readColleagueLogin(at, { ...input, pepper }))),
  openColleagueLogin: whenOn(byPerson((at, input, { PERSON_KEY: pepper }) => done(openColleagueLogin(at, { ...input, pepper })))),
  giveLoginLink: whenOn(byPerson((at, input, { PERSON_KEY: pepper }) => done(giveLoginLink(at, { ...input, pepper })))),
  giveLoginAsOperator: whenOn(
    byPerson((at, { typed }, { PERSON_KEY: pepper }) => done(giveLoginAsOperator(at, { typed, pepper }))),
  ),
  openLoginAsOperator: whenOn(
    byPerson((at, { typed }, { PERSON_KEY: pepper }) => done(openLoginAsOperator(at, { typed, pepper }))),
  ),
  listWaitingLinks: whenOn(byPerson(async (at, _input, { PERSON_KEY }) => ({ links: await listWaitingLinks(at, PERSON_KEY) }))),
}

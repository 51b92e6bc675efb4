// Login by e-legitimation: next-auth behind two functions, startEleg and finishEleg. What pages need to know of login:
//
//   form (method post, plain HTML is enough)  fields                              leads to (303)
//   /api/logga-in/eleg                        next?                               the broker, then as after login
//   /api/logga-in/losenord                    username, password, totp?, next?    as after login
//   /api/logga-ut                             –                                   /logga-in?klart=utloggad
//   /api/foretag                              employerId, next?                   next, else /hem
//
//   After login: one company → chosen, to next or /hem; several → /foretag?next=…; none → /support for a support person,
//   else /foretag. `next` is a path of ours ("/inlamningar?sida=2"); anything else is dropped.
//   A login that fails leads to /logga-in?fel=<LoginFault>[&sekunder=<n>][&next=…]; its sentences: `accounts.loginFault`.
//   A company one may not act for leads to /foretag?fel=foretag.
//   A page without session sends to /logga-in?fel=utgangen&next=<its path>.
//   GET  /api/session → {"signedIn": true, "secondsLeft": 1742, "secondsToEnd": 40000} or {"signedIn": false}; no activity.
//   POST /api/session → the same, and counts as activity ("Stanna kvar"). 401 when the session has ended.
//
// Pages: currentSession() and requireSession() in lib/http/session.ts. Without PASSWORD_LOGIN=on the password route is not
// there (404) and the page must not show the form. The portal's Referrer-Policy must be `same-origin` and its CSP must allow
// `form-action 'self' <origin of OIDC_ISSUER>`, since browsers apply form-action to where a form's answer redirects.
export {}

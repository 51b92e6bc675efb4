// Limits that code decides by and that sentences in lib/text state: one number for both. A limit of an e-service stands in
// its description (lib/services); a limit that no sentence states stands in the file that holds to it.
// lib/text/limits.test.ts changes each of them and sees a sentence change, in both languages.

export const LIMITS = {
  /** Cases that a browser asks about before a file is sent; of a larger file the question comes after. */
  askedCases: 10_000,
  /** A session ends after so long without a request, and after so long whatever happens. */
  sessionIdleMinutes: 30,
  sessionHours: 12,
  /** How long what was typed in a form that was refused is kept in the browser. */
  keptFieldsMinutes: 5,
  /** What changes the most asks for a login so fresh. */
  freshLoginMinutes: 5,
  /** How long somebody who has identified, and has no account, may take to begin something. */
  guestMinutes: 15,
  leastUsernameCharacters: 3,
  usernameCharacters: 100,
  leastPasswordCharacters: 8,
  /** The code that is mailed to a person's own address: how long it counts, wrong tries, and codes a day to a person or an address. */
  mailCodeMinutes: 15,
  mailCodeTries: 5,
  mailCodesADay: 5,
  /** How long a person may be at the broker to sign, and how old what they did there may be. */
  signingMinutes: 10,
  signatureMinutes: 2,
  passwordCharacters: 256,
  /** A browser in which a user name has logged in has a count of failures of its own for so long. */
  knownDeviceDays: 180,
  /** A link by which somebody chooses user name and password can be used for so long. */
  loginLinkHours: 24,
  /** Digits that are told beside such a link. */
  loginLinkDigits: 8,
  /** Passkeys of a person. A function of the database holds it too (add_passkey). */
  passkeys: 10,
  /** Of the password that locks a key made in the browser. */
  leastKeyPasswordCharacters: 12,
  /** X.520, ub-common-name. */
  commonNameCharacters: 64,

  /** The link of an invitation works for so long; how many a company may send in a day; the longest that an ombud may be given. */
  invitationDays: 14,
  invitationsADay: 50,
  ombudYears: 2,
  /** Of a person or a company, as it is written on the pages. */
  nameCharacters: 120,

  /** A certificate that ends within so many days is remarked on. */
  certificateSoonDays: 60,
  leastRsaBits: 2048,
  leastEcBits: 256,
  /** Addresses an employer's notices go to, and how many new ones a day. */
  noticeAddresses: 5,
  newNoticeAddressesADay: 20,
  /** An address gets at most one mail of events in so long, and it names at most so many files. */
  digestHours: 1,
  digestReferences: 1000,
  /** How long a mail is kept after the time in which it may be sent. */
  noticeKeepDays: 30,
  /** How long what happened to a file is kept for mails and calls. */
  eventKeepDays: 90,

  /** Webhooks of a company; how long a secret that was changed still counts; all of one try; how long a call is tried, and shown after its end. */
  webhooks: 5,
  /** Of a table that a server converts. */
  tableMegabytes: 20,
  /** Versions that are kept of how a company's tables are read, of each e-service. */
  conversionVersions: 1000,
  webhookSecretHours: 24,
  webhookSeconds: 10,
  webhookDays: 3,
  webhookLogDays: 30,
  /** Calls that failed within so long are sent once more with one button. */
  webhookReplayHours: 24,

  /** The same file handed in again within so long gets the first answer. */
  sameFileDays: 1,
  /** How long an unfinished upload can be gone on with. */
  uploadHours: 24,
  /** How long the report of a file that was refused can be read. */
  refusedReportHours: 1,
  /** The longest that relay tries to send a submission; a receiver's file may say less, and does not load when it says more. */
  giveUpDays: 3,
  /** A file that is not with FK after so long is late, and its company is told. */
  lateHours: 1,
  /** Days after which the content of a file from FK is removed, unless DELIVERY_KEEP_DAYS says otherwise. */
  deliveryKeepDays: 60,
  /** Days after its end that the content of a file that was handed in is removed, unless SUBMISSION_KEEP_DAYS says otherwise. */
  submissionKeepDays: 60,

  /** Of what the operator writes of a planned stop, in each language. A CHECK of the database holds it too. */
  stopCharacters: 500,
  /** The pages tell of a stop from so many days before it begins. */
  stopShownDays: 7,
  idempotencyKeyCharacters: 200,
  /** Of FK's kvittensID. A CHECK of the database holds it too. */
  kvittensIdCharacters: 100,
  /** What still comes of a body after its refusal is read and discarded for so long, so that a client that writes first gets the answer. */
  lingerSeconds: 30,
  /** An administrator confirms who may act for the company within so long, or it ends; it ends too when somebody has done nothing for so long. */
  confirmMonths: 6,
  idleDays: 180,
  /** Of a payroll bureau's people and clients: how many pairs one gesture makes. */
  assignmentsAtOnce: 2000,
  /** Submissions in one answer of gateway's list. */
  listedSubmissions: 200,
  /** Findings that an answer holds; the rest are only counted. */
  answeredFindings: 1000,
  /** Cases due today or within so many days are due soon. */
  soonDays: 2,

  /** Past these an XML file is taken for broken: characters in one stretch, attributes in one tag, levels of elements. */
  xmlStretchCharacters: 1 << 20,
  xmlAttributes: 1000,
  xmlLevels: 1000,
  /** Faults of syntax after which an XML file is read no further. */
  xmlFaults: 100,

  /** Of an application to join: who may be named in it, unfinished ones a person, and the file that shows who may sign. */
  applicationSignatories: 10,
  applicationAdministrators: 5,
  applicationDrafts: 5,
  /** How many times one may be sent to those named in it: each time is a mail to each of them. */
  applicationAsks: 10,
  applicationFileMegabytes: 10,
  /** Of what an operator writes to the parties. A CHECK of the database holds it too. */
  decisionReasonCharacters: 2000,
  /** Of the digest on a form on paper, which an operator enters to open the application. The database asks for them too. */
  paperCodeCharacters: 16,
  applicationCharacters: 100,
  /** A draft nobody has gone on with, and an application that is not signed by all, lapse after so many days. */
  draftDays: 90,
  unsignedDays: 28,

  /** How often `kvittens watch` looks at its folder, and the longest it may be told to wait. */
  watchSeconds: 5,
  longestWatchSeconds: 3600,
} as const

/** A mail goes out so many days before a certificate ends. */
export const CERTIFICATE_WARN_DAYS = [60, 30, 14, 7, 1] as const

/** Administrators are reminded so many days before rights end that nobody has confirmed. */
export const CONFIRM_REMINDER_DAYS = [30, 10, 3] as const

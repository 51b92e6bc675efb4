/** How it goes at the receiver, from real sends. `fault` is why nothing comes through, in words; {time} is since when. */
export const lineTexts = {
  sv: {
    fault: {
      silent: 'Försäkringskassan svarar inte sedan {time}.',
      busy: 'Försäkringskassan tar inte emot filer just nu, sedan {time}.',
      unreadable: 'Försäkringskassan svarar på ett sätt som vi inte kan läsa, sedan {time}.',
      receiverCertificate: 'Försäkringskassans certifikat går inte att lita på sedan {time}. Därför skickar vi inget dit.',
      ownCertificate: 'Portalens eget certifikat gäller inte sedan {time}. Den som driver portalen behöver byta det.',
      refusesUs: 'Försäkringskassan släpper inte in portalen sedan {time}. Den som driver portalen behöver reda ut det med dem.',
      notFound: 'Försäkringskassans adress svarar inte som den ska sedan {time}. Den som driver portalen behöver reda ut det.',
      ours: 'Ett fel hos oss gör att inget kan skickas sedan {time}.',
    },
    accepted: 'Försäkringskassan tog senast emot en fil {time}.',
    neverAccepted: 'Försäkringskassan har inte tagit emot någon fil härifrån än.',
    closed: 'Försäkringskassan har stängt. Filer skickas när de öppnar {time}.',
    open: 'Försäkringskassan tar emot filer. Den senaste togs emot {time}.',
  },
  en: {
    fault: {
      silent: 'Försäkringskassan has not answered since {time}.',
      busy: 'Försäkringskassan is not taking files right now, since {time}.',
      unreadable: 'Försäkringskassan has answered in a way that we cannot read since {time}.',
      receiverCertificate: 'Försäkringskassan’s certificate cannot be trusted since {time}. So we send nothing there.',
      ownCertificate: 'The portal’s own certificate has not been valid since {time}. Whoever runs the portal must change it.',
      refusesUs: 'Försäkringskassan has not let the portal in since {time}. Whoever runs the portal must sort it out with them.',
      notFound:
        'Försäkringskassan’s address has not answered as it should since {time}. Whoever runs the portal must sort it out.',
      ours: 'A fault at our end has kept everything from being sent since {time}.',
    },
    accepted: 'Försäkringskassan last received a file {time}.',
    neverAccepted: 'Försäkringskassan has not received any file from here yet.',
    closed: 'Försäkringskassan is closed. Files are sent when they open {time}.',
    open: 'Försäkringskassan is taking files. The last was received {time}.',
  },
}

/** Why nothing comes through to the receiver, in kinds that people are told apart. */
export type LineFault = keyof (typeof lineTexts)['sv']['fault']

/** Home: what needs me, and what went last. */
export const homeTexts = {
  sv: {
    title: 'Hem',
    hand: 'Lämna en fil',
    handText: 'Filen kontrolleras innan du skickar den. Innehållet lämnar inte datorn förrän du trycker på Skicka.',
    waiting: {
      title: 'Behöver dig',
      none: 'Inget väntar på dig just nu.',
      open: 'Öppna {file}',
      handedIn: 'Inlämnad',
    },
    last: {
      title: 'Senaste inlämningar',
      caption: 'De senaste inlämningarna, nyast först',
      all: 'Visa alla inlämningar',
      file: 'Fil',
      service: 'E-tjänst',
      handedIn: 'Inlämnad',
      state: 'Läge',
      empty: 'Här står det som har lämnats för {employer}, med läge och kvittens.',
      emptyNext: 'Lämna den första filen så syns den här.',
    },
  },
  en: {
    title: 'Home',
    hand: 'Hand in a file',
    handText: 'The file is checked before you send it. Its content does not leave your computer until you press Send.',
    waiting: {
      title: 'Needs you',
      none: 'Nothing is waiting for you right now.',
      open: 'Open {file}',
      handedIn: 'Handed in',
    },
    last: {
      title: 'Latest submissions',
      caption: 'The latest submissions, newest first',
      all: 'Show all submissions',
      file: 'File',
      service: 'E-service',
      handedIn: 'Handed in',
      state: 'State',
      empty: 'Here stands what has been handed in for {employer}, with its state and receipt.',
      emptyNext: 'Hand in the first file and it will show here.',
    },
  },
} as const

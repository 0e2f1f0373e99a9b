import type { Texts } from '../polish/index.ts';

export const statements: Pick<Texts, 'about' | 'privacy' | 'accessibility'> = {
  about: {
    title: 'About Węzeł',
    paragraphs: [
      'Węzeł ("hub") joins data on Polish public administration that otherwise live in separate registers, spreadsheets and conference programmes and share no keys: the registry of territorial units, offices, EU-funded projects, good practices and metrics.',
      'Every fact has its source: a file, a publisher, a licence and the day it is as of. A value that was not understood is listed, and never turned into a number or a zero.',
      'The hub re-publishes data of others. Their publishers, named with each file, answer for the content; the hub answers for joining them and keeping their history.',
    ],
  },
  privacy: {
    title: 'Privacy',
    paragraphs: [
      'Whoever only reads gets no cookies; pages load nothing from other hosts and track nobody.',
      'Signing in sets the cookie of the session, which it needs: it lasts at most 14 days, and 12 hours without a request. An account is an e-mail address, a role and offices; on request it is erased, and the log of events keeps its number only. What a form could not save yet is kept in the browser; signing out removes it.',
      'An address given to receive news by mail is used to send them only. Unsubscribing with one click removes it entirely.',
      'The address from which a request comes is used to count requests within a minute and in the log of errors; it is joined with nothing else.',
      'Personal data in source files, such as names of private persons, are not published; report any that are here to the operator, who removes them from all releases.',
    ],
  },
  accessibility: {
    title: 'Accessibility statement',
    operator: 'The operator of Węzeł',
    intro: (operator) =>
      `${operator} is committed to making its website accessible in accordance with the act of 4 April 2019 on the digital accessibility of websites and mobile applications of public sector bodies. This statement applies to`,
    published: 'Date of publication of the website:',
    updated: 'Date of the last major update:',
    statusTitle: 'Compliance status',
    status: 'The website complies with the act and with WCAG 2.1 at level AA.',
    prepared: 'This statement was prepared on',
    preparedHow: 'on the basis of a self-assessment with an automated audit and the keyboard.',
    contactTitle: 'Feedback and contact',
    contact: (person) => `All accessibility problems of this website can be reported. Contact: ${person}`,
    emailLabel: 'e-mail:',
    phoneLabel: 'phone:',
    notSet: 'not stated yet by the operator',
    procedureTitle: 'Enforcement procedure',
    procedure:
      'Everyone may request that the website or a part of it be made accessible, or that information be given in another form. The request should state who makes it, which page it is about and how to reply. It is answered without delay, within 7 days at the latest; where that is not possible, within 2 months, and the person is told so. A refusal can be complained about, and then brought to the Commissioner for Human Rights.',
    architectureTitle: 'Architectural accessibility',
    architecture: 'Węzeł is an internet service; it serves nobody in a building.',
    communicationTitle: 'Accessibility of communication',
    communication: 'All information is text; every chart has a table with the same numbers under it.',
  },
};

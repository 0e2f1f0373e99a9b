/** What the search knows of offices. */
import { query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';
import { loadOffices } from './store.ts';

addSearchable({
  type: 'OFFICE',
  typename: 'Office',
  keys: query.selectFrom('office').select('id as key'),
  async *documents(client, release) {
    const offices = await loadOffices(client);
    yield offices
      .filter(({ changedIn }) => release === null || changedIn === release)
      .map(({ id, name, names, status, locality, nip, regon }) => ({
        key: id,
        title: name,
        text: [...names.filter((other) => other.name !== name).map((other) => other.name), locality, nip, regon]
          .filter((part) => part !== null)
          .join(' · '),
        boost: status === 'ACTIVE' ? 1.4 : 0.7,
      }));
  },
});

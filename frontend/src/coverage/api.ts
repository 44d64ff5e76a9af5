import { api, ok } from '../core/api.ts';
import { useQuery } from '../core/query.ts';

export const useNext = (career: string) => useQuery(['contacts', 'next', career], signal => ok(api.GET('/api/v1/coverage/next', { params: { query: { career_id: career, limit: 5 } }, signal })));

/* Stands in until `make openapi` writes the real types from openapi/openapi.json over this file. */
/* eslint-disable @typescript-eslint/no-explicit-any */
type Operation = { parameters?: any; requestBody?: any; responses: { 200: { content: { 'application/json': any } } } };
type Item = { get: Operation; post: Operation; put: Operation; patch: Operation; delete: Operation };
export interface paths {
  [path: `/api/${string}`]: Item;
}
export interface components {
  schemas: Record<string, any>;
}

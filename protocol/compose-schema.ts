// Told to the server, with a boolean: whether another extension of the editor tells what the schema of Compose files says.

export const COMPOSE_SCHEMA_ELSEWHERE = 'hullwright/composeSchemaElsewhere';

CREATE TABLE "document_client" (
	"document_id" uuid NOT NULL,
	"client_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"is_free" boolean DEFAULT false NOT NULL,
	"bound_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_client_document_id_client_id_pk" PRIMARY KEY("document_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "last_sequence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "locked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "document_client" ADD CONSTRAINT "document_client_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_client" ADD CONSTRAINT "document_client_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
UPDATE "document" SET "last_sequence" = coalesce((SELECT max("sequence") FROM "document_update" WHERE "document_update"."document_id" = "document"."id"), 0);
--> statement-breakpoint
-- Whose a client id is never changes: it says who wrote every word.
CREATE FUNCTION allow_only_freeing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'is_free') = (to_jsonb(OLD) - 'is_free') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'append-only: a client id belongs to one person for ever' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER document_client_bound BEFORE UPDATE ON document_client FOR EACH ROW EXECUTE FUNCTION allow_only_freeing();
--> statement-breakpoint
CREATE TRIGGER document_client_kept BEFORE DELETE ON document_client FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER document_client_no_truncate BEFORE TRUNCATE ON document_client FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();

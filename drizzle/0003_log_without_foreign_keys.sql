ALTER TABLE "document_update" DROP CONSTRAINT "document_update_document_id_document_id_fk";
--> statement-breakpoint
ALTER TABLE "document_update" DROP CONSTRAINT "document_update_person_id_person_id_fk";

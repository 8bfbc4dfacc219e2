-- Reference strains that users, and operators for everybody, keep under a name.

CREATE TABLE reference_panel (
  id         CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id    CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'none: an operator made it for everybody',
  owner      CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'user_id, or empty',
  name       VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  strains    INT          NOT NULL,
  fasta      MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY reference_panel_name (owner, name),
  CONSTRAINT reference_panel_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- The catalogue. `model` is the installation's given table, column for column; what it lacks stands beside it.

CREATE TABLE `model` (
  `id` BIGINT(20) NOT NULL AUTO_INCREMENT COMMENT '编号',
  `name` VARCHAR(1000) DEFAULT NULL COMMENT '模型名称',
  `info` VARCHAR(100) DEFAULT NULL COMMENT '模型简介',
  `modellike` INT(100) DEFAULT NULL COMMENT '点赞数',
  `modelviews` BIGINT(20) DEFAULT NULL COMMENT '访问量',
  `createTime` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT '创建时间',
  `updateTime` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT '更新时间',
  PRIMARY KEY (`id`)
) ENGINE=INNODB AUTO_INCREMENT=1 DEFAULT CHARSET=utf8 COMMENT='模型表';

-- What the model repository calls a model, and its card in the longer form.
CREATE TABLE `model_card` (
  `model_id`   BIGINT(20) NOT NULL,
  `repository` VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'folder in the model repository',
  `info`       TEXT NOT NULL,
  `title_zh`   VARCHAR(1000) DEFAULT NULL,
  `info_zh`    TEXT DEFAULT NULL,
  PRIMARY KEY (`model_id`),
  UNIQUE KEY `model_card_repository` (`repository`),
  CONSTRAINT `card_of_model` FOREIGN KEY (`model_id`) REFERENCES `model` (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- A version never changes: another digest under the same name is refused.
CREATE TABLE `model_version` (
  `id`             BIGINT NOT NULL AUTO_INCREMENT,
  `model_id`       BIGINT(20) NOT NULL,
  `version`        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `digest`         VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subtypes`       TEXT NOT NULL COMMENT 'JSON array',
  `training_years` TEXT DEFAULT NULL COMMENT 'JSON array: first, last',
  `quality`        TEXT NOT NULL COMMENT 'JSON array',
  `citation`       TEXT DEFAULT NULL,
  `imported_at`    DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `model_version_name` (`model_id`, `version`),
  CONSTRAINT `version_of_model` FOREIGN KEY (`model_id`) REFERENCES `model` (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Which workers serve a version; a model that none serves is shown as offline, never deleted.
CREATE TABLE `model_served` (
  `worker`     VARCHAR(100) NOT NULL,
  `version_id` BIGINT NOT NULL,
  `seen_at`    DATETIME(3) NOT NULL,
  PRIMARY KEY (`worker`, `version_id`),
  KEY `model_served_version` (`version_id`),
  CONSTRAINT `served_version` FOREIGN KEY (`version_id`) REFERENCES `model_version` (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE `encoding` (
  `id`       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `place`    INT NOT NULL COMMENT 'order of listing',
  `name`     VARCHAR(200) NOT NULL,
  `info`     TEXT NOT NULL,
  `features` INT NOT NULL COMMENT 'columns of the matrix',
  `citation` TEXT DEFAULT NULL,
  `name_zh`  VARCHAR(200) DEFAULT NULL,
  `info_zh`  TEXT DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- The encodings that a version was trained with.
CREATE TABLE `model_encoding` (
  `version_id`  BIGINT NOT NULL,
  `encoding_id` VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `place`       INT NOT NULL,
  PRIMARY KEY (`version_id`, `encoding_id`),
  CONSTRAINT `encoding_of_version` FOREIGN KEY (`version_id`) REFERENCES `model_version` (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- `model`.`modellike` is kept in step with these rows, in the same transaction.
CREATE TABLE `model_like` (
  `user_id`    CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `model_id`   BIGINT(20) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`, `model_id`),
  KEY `model_like_model` (`model_id`),
  CONSTRAINT `like_of_user` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE CASCADE,
  CONSTRAINT `like_of_model` FOREIGN KEY (`model_id`) REFERENCES `model` (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
